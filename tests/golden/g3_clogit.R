# Which of six cells each strike chose: conditional logit with log opportunity as offset, errors by cluster.
# Run: Rscript tests/golden/g3_clogit.R  (prints the part `r` of g3_clogit.json; jsonlite, survival)
library(jsonlite)
library(survival)
path <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))
cells <- as.data.frame(fromJSON(file.path(dirname(path), "g3_clogit.json"))$input)
cells$when <- 1
model <- coxph(Surv(when, hit) ~ owner_B + dist + offset(log(opp)) + strata(strike),
               data = cells, ties = "breslow", cluster = cluster, robust = TRUE,
               control = coxph.control(eps = 1e-13, toler.chol = 1e-14))
cat(toJSON(list(
  coefficients = as.vector(coef(model)), errors = sqrt(diag(model$naive.var)),
  clustered_errors = as.vector(sqrt(diag(model$var))), log_likelihood = model$loglik
), auto_unbox = TRUE, digits = 12, pretty = TRUE), "\n")
