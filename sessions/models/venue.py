"""Where a session is held."""

from django.db import models


class Venue(models.Model):
    name = models.CharField("会場名", max_length=100)
    town = models.CharField("市区町村の案内", max_length=40, help_text="例：墨田区内")
    address = models.CharField("所在地", max_length=200, blank=True)
    access = models.TextField("交通・入口の案内", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "会場"
        ordering = ["name"]

    def __str__(self):
        return self.name
