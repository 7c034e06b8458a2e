SELECT date_trunc('week', day) AS week, outlet, sum(independent_articles) AS articles
FROM {{ source('marts', 'articles_per_day') }}
GROUP BY ALL
