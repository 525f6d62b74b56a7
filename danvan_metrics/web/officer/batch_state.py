"""Keys of the session that the officer's pages use."""

from __future__ import annotations

from typing import Final

TEMPLATE_PERIOD: Final = "template_period"
TEMPLATE_UNITS: Final = "template_units"
TEMPLATE_LEVELS: Final = "template_levels"
TEMPLATE_SCHOOLS: Final = "template_schools"
TEMPLATE_OFFICE: Final = "template_office"
TEMPLATE_BUILD: Final = "template_build"
TEMPLATE_DOWNLOAD: Final = "template_download"
TEMPLATE_PACKAGE: Final = "template_package"

UPLOAD_FILES: Final = "upload_files"
UPLOAD_FOLDER: Final = "upload_folder"
UPLOAD_RECEIVED_ON: Final = "upload_received_on"
UPLOAD_SENDER: Final = "upload_sender"
UPLOAD_START: Final = "upload_start"
UPLOAD_BATCH: Final = "upload_batch"
UPLOAD_ROUND: Final = "upload_round"
UPLOAD_EACH_DAY: Final = "upload_each_day"
UPLOAD_DAYS: Final = "upload_days"
UPLOAD_VIEW: Final = "upload_view"
CHASING_PERIOD: Final = "chasing_period"
UPLOAD_SUMMARY: Final = "upload_summary"
UPLOAD_DOUBT: Final = "upload_doubt"
UPLOAD_ISSUES: Final = "upload_issues"
UPLOAD_MARKED: Final = "upload_marked"
UPLOAD_MARKED_ALL: Final = "upload_marked_all"

CATALOGUE_SEARCH: Final = "catalogue_search"
