"""allauth's pages around a mailed code: what could not be sent is said, and what is no guess counts as none."""

from allauth.account import views
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect

from studygroup.adapters import NOT_SENT, MailNotSent

NO_GUESS = ("required", "invalid")
CODE_IS_SPENT = (
    "確認コードを続けてまちがえたため、そのコードは使えなくなりました。"
    "もう一度メールアドレスを入力して、新しい確認コードを受け取ってください。"
)


class SaysWhenNotSent:
    """Where a code is asked for and the mail server does not take it: the form again, and nothing half-done."""

    def form_valid(self, form):
        session = dict(self.request.session.items())
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except MailNotSent:
            self.request.session.clear()
            self.request.session.update(session)
            form.add_error("email", NOT_SENT)
            return self.form_invalid(form)


class KeepsTheWay:
    """While a code waits, whoever opens another closed page comes to that page once the code is entered."""

    def _redirect_to_pending_stage(self, request, stage):
        answer = super()._redirect_to_pending_stage(request, stage)
        return answer and redirect(self.passthrough_next_url(answer.url))


class Login(KeepsTheWay, views.LoginView):
    pass


class RequestLoginCode(KeepsTheWay, SaysWhenNotSent, views.RequestLoginCodeView):
    pass


class SignUp(SaysWhenNotSent, views.SignupView):
    pass


class ResetPassword(SaysWhenNotSent, views.PasswordResetView):
    pass


class ChangeAddress(SaysWhenNotSent, views.EmailView):
    pass


class CountsGuesses:
    """A few wrong codes end a code; an empty field, or one that holds no six digits, is no wrong code."""

    def form_invalid(self, form):
        is_guess = not any(form.has_error("code", error) for error in NO_GUESS)
        if not is_guess or self._process.record_invalid_attempt():
            return self.render_to_response(self.get_context_data(form=form))
        messages.error(self.request, CODE_IS_SPENT)
        return redirect(self.start_again())

    def start_again(self) -> str:
        return "account_login"


class ConfirmLoginCode(CountsGuesses, views.ConfirmLoginCodeView):
    pass


class ConfirmEmail(CountsGuesses, views.ConfirmEmailVerificationCodeView):
    """Also where somebody signed in proves a new address."""

    def start_again(self):
        return "account_email" if self.request.user.is_authenticated else super().start_again()


class ConfirmPasswordReset(CountsGuesses, views.ConfirmPasswordResetCodeView):
    def start_again(self):
        return "account_reset_password"
