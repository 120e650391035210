# Rates of clashes in bursts: negative binomial regression with exposure.
# Run: Rscript tests/golden/g5_bursts.R  (prints the part `r` of g5_bursts.json; MASS, jsonlite)
library(MASS)
library(jsonlite)
path <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))
g <- as.data.frame(fromJSON(file.path(dirname(path), "g5_bursts.json"))$input)
fit <- glm.nb(clashes ~ own + offset(log(exposure)), data = g, control = glm.control(maxit = 500, epsilon = 1e-14))
only <- glm.nb(clashes ~ offset(log(exposure)), data = g[g$own == 0, ], control = glm.control(maxit = 500, epsilon = 1e-14))
cat(toJSON(list(
  coefficients = unname(coef(fit)), errors = unname(summary(fit)$coefficients[, 2]), size = fit$theta,
  size_of_others = only$theta
), auto_unbox = TRUE, digits = NA, pretty = TRUE), "\n")
