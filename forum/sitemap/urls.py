"""Addresses that search engines ask for."""

from django.urls import path

from forum.sitemap import views

app_name = "sitemap"
urlpatterns = [
    path("sitemap.xml", views.index, name="index"),
    path("sitemap-site.xml", views.site, name="site"),
    path("sitemap-<int:number>.xml", views.part, name="part"),
    path("robots.txt", views.robots, name="robots"),
]
