# records.R EXTRACT AREAS OUT: the record job of records.py with data.table, which reads CSV alone.
suppressMessages(library(data.table))
paths <- commandArgs(trailingOnly = TRUE)
setDTthreads(parallel::detectCores())

records <- fread(paths[1], select = c("event_date", "lsoa11cd", "ethnic_category", "attended"), colClasses = "character", na.strings = NULL)
areas <- fread(paths[2])
areas[, quintile := as.character((decile + 1L) %/% 2L)]
ethnic <- data.table(
    ethnic_category = c("A", "B", "C", "D", "E", "F", "G", "H", "J", "K", "L", "M", "N", "P", "R", "S"),
    name = rep(c("White", "Mixed", "Asian", "Black", "Other"), c(3, 4, 4, 3, 2)))

records[areas, quintile := i.quintile, on = c(lsoa11cd = "area")]
records[ethnic, name := i.name, on = "ethnic_category"]
found <- records[, .(missed = sum(attended == "0"), all = .N), by = .(month = substr(event_date, 1, 7), quintile, name)]
found[is.na(quintile), quintile := "unknown"]
found[is.na(name), name := "unknown"]
setorder(found, month, quintile, name)

z <- 1.959963984540054
found[, c("p", "middle", "width") := .(missed / all, missed / all + z * z / (2 * all), z * sqrt(missed / all * (1 - missed / all) / all + z * z / (4 * all * all)))]
fwrite(found[, .(month, quintile, ethnic_group = name, missed, all, value = p, lower = (middle - width) / (1 + z * z / all), upper = (middle + width) / (1 + z * z / all))], paths[3])
