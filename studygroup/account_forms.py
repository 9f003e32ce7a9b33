"""allauth's forms where ours differ."""

from allauth.account.forms import LoginForm as AllauthLoginForm


class LoginForm(AllauthLoginForm):
    """Sign-in by password. allauth drops the password field where sign-up asks for none; here both ways are open."""

    def _setup_password_field(self):
        """Keep the field."""
