# Block rotation by direct loops: every turning event is moved day by day and every pair is measured again.
# Run: Rscript tests/golden/g2_rotation.R  (prints the part `r` of g2_rotation.json; jsonlite and surveillance)
suppressMessages({library(jsonlite); library(surveillance)})
path <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))
g <- fromJSON(file.path(dirname(path), "g2_rotation.json"))$input
a <- as.data.frame(g$a); b <- as.data.frame(g$b)
w <- g$window_days; w2 <- g$shoulder_days; D <- g$block_days
distance <- sqrt(outer(b$x, a$x, "-")^2 + outer(b$y, a$y, "-")^2)
near <- distance <= g$radius_km
far <- distance > g$far_km[1] & distance <= g$far_km[2]
peaked <- function(lag) ifelse(lag <= w, 2 * (w2 - w), ifelse(lag <= w2, -(2 * w + 1), 0))

# What a set of events gives to near, Q and Qfar when they stand on these days.
gives <- function(events, days) {
  lag <- abs(outer(days, a$day, "-"))
  ring <- near[events, , drop = FALSE]; out <- far[events, , drop = FALSE]
  c(near = sum(ring & lag <= w), q = sum(peaked(lag)[ring]), q_far = sum(peaked(lag)[out]))
}
lag0 <- abs(outer(b$day, a$day, "-"))
kappa_pairs <- c(sum(near & lag0 <= g$kappa_days), sum(far & lag0 <= g$kappa_days))
kappa <- kappa_pairs[1] / kappa_pairs[2]

start <- b$day %/% D * D
cells <- split(seq_len(nrow(b)), paste(b$region, start))
tables <- lapply(cells, function(e)
  sapply(0:(D - 1), function(s) gives(e, start[e] + (b$day[e] - start[e] + s) %% D)))
rows <- function(f) lapply(tables, f)
summed <- function(values) list(observed = sum(sapply(values, `[`, 1)), null_mean = sum(sapply(values, mean)),
  null_var = sum(sapply(values, function(v) mean(v^2) - mean(v)^2)))
exact <- function(values) {  # the law of the sum, one cell after the other
  law <- c("0" = 1)
  for (v in values) {
    grid <- expand.grid(sum = as.numeric(names(law)), add = v)
    law <- tapply(rep(law, length(v)) / length(v), grid$sum + grid$add, sum)
  }
  c(summed(values), exact_p = sum(law[as.numeric(names(law)) >= sum(sapply(values, `[`, 1)) - 1e-9]))
}
test <- knox(dt = as.vector(lag0), ds = as.vector(distance), eps.t = w, eps.s = g$radius_km, simulate.p.value = FALSE)
cat(toJSON(list(
  knox = list(statistic = unname(test$statistic), expected = unname(test$null.value),
    p_poisson = unname(test$p.value), table = unname(unclass(test$table)[1:2, 1:2])),
  near = exact(rows(function(t) t["near", ])),
  q = exact(rows(function(t) t["q", ])),
  z = c(list(kappa_pairs = kappa_pairs, kappa = kappa), summed(rows(function(t) t["q", ] - kappa * t["q_far", ]))),
  space_pairs = sum(near)
), auto_unbox = TRUE, digits = 12, pretty = TRUE), "\n")
