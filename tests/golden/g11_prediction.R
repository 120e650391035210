# The actor-adjusted prediction by metafor: Paule–Mandel meta-regression of the reference dyads' log rates on
# their two actors, then the prediction interval of the asked dyad.
# Run: Rscript tests/golden/g11_prediction.R  (prints the part `r` of g11_prediction.json; jsonlite and metafor)
suppressMessages({library(jsonlite); library(metafor)})
path <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))
g <- fromJSON(file.path(dirname(path), "g11_prediction.json"))$input
sides <- strsplit(g$dyads, "")
actors <- sort(unique(unlist(sides)))
design <- t(vapply(sides, function(pair) as.numeric(actors %in% pair), numeric(length(actors))))
rate <- log((g$clashes + 0.5) / g$contact_km_days)
error <- 1 / (g$clashes + 0.5)
asked <- match(g$asked, g$dyads)
fit <- rma.uni(yi = rate[-asked], vi = error[-asked], mods = design[-asked, ], intercept = FALSE, method = "PM",
  control = list(tol = 1e-14, maxiter = 10000))
df <- fit$k - fit$p
row <- design[asked, ]
departure <- rate[asked] - sum(row * coef(fit))
se <- sqrt(drop(row %*% vcov(fit) %*% row) + fit$tau2 + error[asked])
cat(toJSON(list(
  df = df, tau2 = fit$tau2, effect = exp(departure),
  low = exp(departure - qt(0.975, df) * se), high = exp(departure + qt(0.975, df) * se),
  t = departure / se, p_low = pt(departure / se, df)
), auto_unbox = TRUE, digits = 12, pretty = TRUE), "\n")
