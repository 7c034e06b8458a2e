MODEL (name newsroom.outlet_weeks, kind FULL);

SELECT date_trunc('week', day) AS week, outlet, sum(independent_articles) AS articles
FROM news.marts.articles_per_day
GROUP BY ALL
