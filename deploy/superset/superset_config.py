"""Settings of a Superset that serves the released file on one machine; its own data lies in SUPERSET_HOME."""

import os
from pathlib import Path

HOME = Path(os.environ.get("SUPERSET_HOME", "superset_home")).resolve()
HOME.mkdir(parents=True, exist_ok=True)
# signs the sessions: give your own where others can reach the server
SECRET_KEY = os.environ.get("SUPERSET_SECRET_KEY", "only-for-one-machine")
SQLALCHEMY_DATABASE_URI = f"sqlite:///{HOME / 'superset.db'}"
SQLALCHEMY_TRACK_MODIFICATIONS = False
LANGUAGES = {"en": {"flag": "us", "name": "English"}, "zh": {"flag": "cn", "name": "中文"}}
