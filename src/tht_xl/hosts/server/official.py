"""The official xlwings Server app with our functions and nothing else in it."""

import gc
import importlib
import logging
import os
import sys
from collections.abc import Sequence
from json import dumps
from pathlib import Path
from types import ModuleType
from typing import Any

from tht_xl.errors import ConfigError
from tht_xl.extras import require_extras
from tht_xl.hosts.server.access import Access
from tht_xl.hosts.server.guard import CALL, CHECKED, Guard

LICENCE_VARIABLE = "XLWINGS_LICENSE_KEY"
NONCOMMERCIAL = "noncommercial"
PROJECT = Path(__file__).with_name("project")
"""Files that take the place of the app's own: the script that sends the token, and the task pane's page."""


def licence_of(key: str | None) -> str:
    """Return the licence key of xlwings, which nobody but the user can choose.

    Raises:
        ConfigError: None is given.
    """
    found = key or os.environ.get(LICENCE_VARIABLE, "")
    if not found:
        raise ConfigError(
            f"xlwings Server needs a licence key and {LICENCE_VARIABLE} is not set",
            remedy=f"A council, the NHS or another public-health body may set it to {NONCOMMERCIAL!r} (PolyForm "
            "Noncommercial 1.0.0); a company asks xlwings for a key",
        )
    return found


def licence_sentence(key: str) -> str:
    """Return what the licence key says about who may use the server."""
    if key != NONCOMMERCIAL:
        return "Licence: your xlwings key."
    return (
        "Licence: xlwings Server under PolyForm Noncommercial 1.0.0, which permits government and public-health "
        "bodies. A for-profit partner must check with xlwings before using it."
    )


def app(access: Access, licence: str, origins: Sequence[str] = ()) -> Guard:
    """Return the app with its authentication middleware. It reads its settings on import: one app per process.

    Args:
        access: How callers prove themselves.
        licence: xlwings' licence key.
        origins: Web origins other than the server's own that may call it.

    Raises:
        MissingExtraError: xlwings Server is not installed.
        ConfigError: xlwings refuses the licence key.
    """
    require_extras(["server"])
    os.environ.update(_settings(access, licence, origins))
    _be_silent()
    sys.modules |= {"custom_scripts": ModuleType("custom_scripts"), "auth.tht_token": _token_provider(access)}
    try:
        sys.modules["custom_functions"] = _functions()
        main = importlib.import_module("xlwings_server.main")
    except Exception as error:
        if type(error).__name__ == "LicenseError":
            raise ConfigError(
                f"xlwings refuses the licence key: {str(error).rstrip('.')}",
                remedy=f"Set {LICENCE_VARIABLE} to a valid one",
            ) from error
        raise
    _answer_quickly(main.app)
    # What was loaded stays; searching it for garbage at every large call would take longer than the call.
    gc.freeze()
    return Guard(main.main_app, access)


def _answer_quickly(official: Any) -> None:  # noqa: ANN401 - a FastAPI app
    """Put the app's own call behind a route that writes its answer at once: FastAPI's would examine every cell."""
    from fastapi import Request, Response
    from xlwings_server.dependencies import RedisClient, User
    from xlwings_server.routers.xlwings import custom_functions_call

    async def call(request: Request, user: User, redis: RedisClient) -> Response:  # type: ignore[valid-type]
        answer = await custom_functions_call(user, redis, request.scope[CHECKED])
        return Response(dumps(answer, allow_nan=False, separators=(",", ":")), media_type="application/json")

    official.add_api_route(CALL, call, methods=["POST"])
    routes = official.router.routes
    routes.insert(0, routes.pop())


def _settings(access: Access, licence: str, origins: Sequence[str]) -> dict[str, str]:
    off = ("SOCKETIO", "HOTRELOAD", "EXAMPLES", "TESTS", "WASM", "HTMX", "ALPINEJS_CSP")
    chosen = {
        "LICENSE_KEY": licence,
        "PROJECT_DIR": str(PROJECT),
        "PROJECT_NAME": "Tower Hamlets Together",
        "ENVIRONMENT": "prod",
        "FUNCTIONS_NAMESPACE": "",
        "AUTH_PROVIDERS": dumps([access.provider]),
        "CORS_ALLOW_ORIGINS": dumps(list(origins)),
        "APP_PATH": "",
        "LOG_LEVEL": "CRITICAL",
        "ADD_SECURITY_HEADERS": "true",
        **{f"ENABLE_{feature}": "false" for feature in off},
    }
    return {f"XLWINGS_{name}": value for name, value in chosen.items()} | {"DOTENV_PATH": os.devnull}


def _be_silent() -> None:
    """Let nothing but our own lines into the log: the app's name people, workbooks and cells."""
    root = logging.getLogger()
    root.handlers = [logging.NullHandler()]
    own = logging.getLogger("tht_xl")
    own.propagate = False
    if not own.handlers:
        lines = logging.StreamHandler()
        lines.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        own.addHandler(lines)
        own.setLevel(logging.INFO)


def _functions() -> ModuleType:
    import xlwings
    from xlwings.pro import _xlofficejs
    from xlwings.server import arg, func, ret

    from tht_xl.hosts.officejs import custom_functions

    if "officejs" not in [engine.name for engine in xlwings.engines]:  # imported before the key was set
        xlwings.engines.add(xlwings.Engine(impl=_xlofficejs.engine))
    module = ModuleType("custom_functions")
    vars(module).update(custom_functions(func, arg, ret))
    return module


def _token_provider(access: Access) -> ModuleType:
    """Return the official app's setting for an authentication provider."""

    async def validate_token(token_string: str) -> Any:  # noqa: ANN401 - the app's own kind of user
        from fastapi import HTTPException
        from xlwings_server.models.user import User

        if not access.admits((token_string or "").encode()):
            raise HTTPException(status_code=401, detail="The token is wrong")
        return User.model_validate({"id": "add-in", "name": "add-in"})

    module = ModuleType("auth.tht_token")
    vars(module)["validate_token"] = validate_token
    return module
