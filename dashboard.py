"""The dashboard: page set-up, the list of pages, the shared filters, and the page itself."""

import streamlit as st

from danvan_metrics.errors import UserError
from danvan_metrics.web import shell, text
from danvan_metrics.web.escaping import show_error
from danvan_metrics.web.look_shown import name_program
from danvan_metrics.web.one_moment import one_moment
from danvan_metrics.web.serving.measures import time_run

st.set_page_config(page_title=name_program(), page_icon=text.APP_ICON, layout="wide")
try:
    page = shell.navigate()
    with time_run(page.url_path), one_moment():
        shell.open_page(page)
        page.run()
except UserError as error:
    show_error(error)
except Exception:
    st.error(text.UNEXPECTED)
    raise
