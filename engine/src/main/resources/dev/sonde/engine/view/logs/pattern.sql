SELECT regexp_matches('', :grep) AS matches
