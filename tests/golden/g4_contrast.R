# Four actors in three regions: the law of AB's count given all totals, by listing every table that has them.
# Run: Rscript tests/golden/g4_contrast.R  (prints the part `r` of g4_contrast.json; jsonlite; half a minute)
library(jsonlite)
path <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))
input <- fromJSON(file.path(dirname(path), "g4_contrast.json"))$input
ends <- list(c(1, 2), c(1, 3), c(1, 4), c(2, 3), c(2, 4), c(3, 4)) # AB AC AD BC BD CD
totals <- function(y) sapply(1:4, function(i) sum(y[sapply(ends, function(p) i %in% p)]))
law <- function(y, e) {
  m <- totals(y)
  tables <- expand.grid(lapply(ends, function(p) 0:min(m[p])))
  fits <- apply(sapply(1:4, function(i) rowSums(tables[, sapply(ends, function(p) i %in% p)]) == m[i]), 1, all)
  tables <- as.matrix(tables[fits, ])
  weight <- exp(tables %*% log(e) - rowSums(lfactorial(tables)))
  as.vector(tapply(weight, factor(tables[, 1], 0:min(m[1:2])), sum, default = 0)) / sum(weight)
}
laws <- lapply(1:nrow(input$y), function(g) law(input$y[g, ], input$e[g, ]))
total <- Reduce(function(p, q) {
  out <- numeric(length(p) + length(q) - 1)
  for (i in seq_along(p)) out[i + seq_along(q) - 1] <- out[i + seq_along(q) - 1] + p[i] * q
  out
}, laws)
s <- seq_along(total) - 1
seen <- sum(input$y[, 1])
at <- function(log_ratio) { w <- total * exp(s * log_ratio); w / sum(w) }
root <- function(f) exp(uniroot(f, c(-20, 20), tol = 1e-13)$root)
most <- max(s[cumsum(total) <= .05])
cat(toJSON(list(
  laws = laws, observed = seen, expected = sum(s * total), p_low = sum(total[s <= seen]),
  ratio = root(function(r) sum(s * at(r)) - seen),
  low = root(function(r) sum(at(r)[s >= seen]) - .025), high = root(function(r) sum(at(r)[s <= seen]) - .025),
  largest_count = most, minimum_detectable = root(function(r) sum(at(r)[s <= most]) - .8)
), auto_unbox = TRUE, digits = NA, pretty = TRUE), "\n")
