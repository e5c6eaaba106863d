"""What access refuses."""

from typing import ClassVar

from fluxion.values.errors import Kind, Refusal, Text


class Unauthenticated(Refusal):
    """Nobody is signed in: no token, a wrong one, or a session that has ended."""

    code = "access.unauthenticated"
    kind = Kind.UNAUTHENTICATED
    text: ClassVar[Text] = {
        "es": "Inicie sesión para continuar.",
        "en": "Sign in to continue.",
        "pt": "Entre para continuar.",
    }


class WrongCredentials(Refusal):
    """The e-mail and the password do not belong together; which of them is wrong is not told."""

    code = "access.wrong_credentials"
    kind = Kind.UNAUTHENTICATED
    text: ClassVar[Text] = {
        "es": "El correo o la contraseña no coinciden.",
        "en": "The e-mail or the password does not match.",
        "pt": "O e-mail ou a senha não conferem.",
    }


class TooManyTries(Refusal):
    """Too many passwords were tried for this account."""

    code = "access.too_many_tries"
    kind = Kind.TOO_MANY
    text: ClassVar[Text] = {
        "es": "Demasiados intentos con esta cuenta; espere {minutes} minutos o entre desde un equipo que ya haya usado.",
        "en": "Too many tries on this account; wait {minutes} minutes or sign in from a device you have used before.",
        "pt": "Tentativas demais nesta conta; aguarde {minutes} minutos ou entre por um equipamento já usado.",
    }


class SetupLinkDead(Refusal):
    """The set-up link was used, is older than an hour, or was never given."""

    code = "access.setup_link_dead"
    kind = Kind.FORBIDDEN
    text: ClassVar[Text] = {
        "es": "El enlace ya se usó o venció. Pida otro con: fluxion init",
        "en": "The link was used or has expired. Get another with: fluxion init",
        "pt": "O link já foi usado ou expirou. Peça outro com: fluxion init",
    }


class LastAdministrator(Refusal):
    """It would leave nobody who can administer."""

    code = "access.last_administrator"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "Es la última persona con el rol de administración; dé ese rol a otra antes.",
        "en": "This is the last person with the administrator role; give it to somebody else first.",
        "pt": "É a última pessoa com o papel de administração; dê esse papel a outra antes.",
    }
