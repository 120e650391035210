# 18 strikes on one side and 122 on the other, 35 % of the opportunity: the exact binomial test.
# Run: Rscript tests/golden/g8_selection.R  (prints the part `r` of g8_selection.json; jsonlite)
library(jsonlite)
path <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))
g <- fromJSON(file.path(dirname(path), "g8_selection.json"))$input
test <- function(...) binom.test(g$first, g$first + g$second, g$opportunity, ...)
cat(toJSON(list(
  share = unname(test()$estimate), interval = as.vector(test()$conf.int),
  p_low = test(alternative = "less")$p.value
), auto_unbox = TRUE, digits = 12, pretty = TRUE), "\n")
