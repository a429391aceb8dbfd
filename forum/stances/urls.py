"""Addresses of stances."""

app_name = "stances"
urlpatterns = []
