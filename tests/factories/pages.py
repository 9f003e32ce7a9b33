"""A page as its reader sees it."""


def words(response) -> str:
    return response.content.decode()
