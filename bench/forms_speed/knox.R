# How long one permutation of surveillance::knox takes: Rscript knox.R events.csv radius_km window_days
# The difference between two runs, so that what is done once does not count.
suppressMessages(library(surveillance))
given <- commandArgs(TRUE)
events <- read.csv(given[1])
dt <- dist(events$day); ds <- dist(events[c("x", "y")])
took <- function(B) sum(system.time(
  knox(dt, ds, eps.t = as.numeric(given[3]), eps.s = as.numeric(given[2]), simulate.p.value = TRUE, B = B)
)[c("user.self", "sys.self")])
few <- took(1); more <- took(4)
cat(sprintf('\n{"seconds_a_permutation": %.6f}\n', (more - few) / 3))
