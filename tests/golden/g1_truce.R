# Before and after a date, exact if counts are Poisson: one series, then two.
# Run: Rscript tests/golden/g1_truce.R  (prints the part `r` of g1_truce.json; jsonlite)
library(jsonlite)
path <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))
g <- fromJSON(file.path(dirname(path), "g1_truce.json"))$input
own <- c(g$after, g$before); others <- c(g$others_after, g$others_before)
days <- c(g$days_after, g$days_before)
one <- poisson.test(own, days)
two <- fisher.test(cbind(own, others))
low <- function(test) test$p.value
cat(toJSON(list(
  rate_ratio = unname(one$estimate), interval = as.vector(one$conf.int),
  p_low = low(poisson.test(own, days, alternative = "less")),
  ratio_of_ratios = unname(two$estimate), ratio_interval = as.vector(two$conf.int),
  ratio_p_low = low(fisher.test(cbind(own, others), alternative = "less"))
), auto_unbox = TRUE, digits = 12, pretty = TRUE), "\n")
