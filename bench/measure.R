# measure.R FOLDER slope|dsr|spc: the same questions asked of the field's R packages.
suppressMessages({library(dplyr); library(PHEindicatormethods); library(NHSRplotthedots)})
asked <- commandArgs(TRUE)
read <- function(name) read.csv(file.path(asked[1], name))
if (asked[2] == "slope") {
  read("values.csv") |> filter(place < 50) |> group_by(place) |>
    phe_sii(order, population, value, value_type = 0, se = se, rii = TRUE, confidence = c(0.95, 0.998), repetitions = 100000)
} else if (asked[2] == "dsr") {
  read("ages.csv") |> group_by(place) |>
    calculate_dsr(x = numerator, n = denominator, stdpop = standard, confidence = c(0.95, 0.998))
} else {
  for (one in split(read("series.csv"), ~series_id)) {
    ptd_spc(mutate(one, date = as.Date(date)), value_field = value, date_field = date, improvement_direction = "increase", target = 85)
  }
}
