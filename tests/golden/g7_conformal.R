# Where one capture stands among others: rank, robust z, and what a ridge regression leaves of each.
# Run: Rscript tests/golden/g7_conformal.R  (prints the part `r` of g7_conformal.json; jsonlite, MASS)
library(jsonlite)
path <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))
g <- fromJSON(file.path(dirname(path), "g7_conformal.json"))$input
others <- g$reference; own <- g$candidate
spread <- mad(others, constant = 1)
x <- g$ridge$features; y <- g$ridge$outcomes  # the asked case is the first
fit <- MASS::lm.ridge(y ~ x, lambda = g$ridge$penalty)
left <- y - as.vector(cbind(1, x) %*% coef(fit))
cat(toJSON(list(
  p_low = (1 + sum(others <= own)) / (length(others) + 1), median = median(others), mad = spread,
  robust_z = 0.6745 * (own - median(others)) / spread,
  left_over = left, rank = rank(left, ties.method = "max")[1], coefficients = unname(coef(fit))
), auto_unbox = TRUE, digits = 14, pretty = TRUE), "\n")
