"""Who may do what with the office's mail. The permission is given to the secretariat by studygroup.roles."""


def can_send_mail(user) -> bool:
    """Write to many, take it back, and send again what did not arrive."""
    return user.is_authenticated and user.has_perm("notices.add_mailing")
