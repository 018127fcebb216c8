"""The account that signs in. A Person in a plan is something else (workstreams.models.Person)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    """Makes accounts; an e-mail address is always kept in lower case."""

    def get_by_natural_key(self, username: str | None) -> User:
        """The account with this address, however its letters were typed."""
        return self.get(email=(username or "").strip().lower())

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> User:
        """A new account. Raises ValueError when the address is empty."""
        email = email.strip().lower()
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=email, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> User:
        """A site administrator."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who may sign in, by e-mail address and password."""

    email = models.EmailField("e-mail address", max_length=254, unique=True)
    full_name = models.CharField("full name", max_length=120, blank=True)
    is_active = models.BooleanField("may sign in", default=True)
    is_staff = models.BooleanField("may open the repair pages", default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ("email",)
        constraints = (
            models.UniqueConstraint(Lower("email"), name="user_email_once_whatever_the_case"),
        )

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """The name people know, else the address."""
        return self.full_name or self.email

    def get_short_name(self) -> str:
        """The first word of the name, for a greeting."""
        return self.get_full_name().split(" ")[0]
