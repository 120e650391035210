# The E-value, and what a count of zero leaves room for: roots of R's own probabilities, no closed forms.
# Run: Rscript tests/golden/g9_small_formulas.R  (prints the part `r` of g9_small_formulas.json; jsonlite)
library(jsonlite)
path <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))
g <- fromJSON(file.path(dirname(path), "g9_small_formulas.json"))$input
root <- function(f, low, high) uniroot(f, c(low, high), tol = 1e-13)$root
# two links of strength s bias a ratio by s^2 / (2 s - 1) at most (Ding & VanderWeele 2016)
strength <- root(function(s) s^2 / (2 * s - 1) - g$ratio, 1, 100)
poisson <- root(function(mean) ppois(0, mean) - g$alpha, 0, 100)
bursty <- sapply(g$sizes, function(k) root(function(mean) dnbinom(0, size = k, mu = mean) - g$alpha, 0, 1e4))
cat(toJSON(list(e_value = strength, poisson = poisson, bursty = bursty), auto_unbox = TRUE, digits = 12, pretty = TRUE), "\n")
