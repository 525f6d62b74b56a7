"""What Tổng quan is held against: a bare Streamlit page with as many charts, of random numbers."""

import os
import random

import plotly.graph_objects as go
import streamlit as st

st.set_page_config(page_title="Bare", page_icon="📊", layout="wide")
st.segmented_control("Lens", ["one", "other"], default="one", required=True, key="lens", label_visibility="collapsed")
for column, number in zip(st.columns(2) * 50, range(int(os.environ["BENCH_CHARTS"])), strict=False):
    with column:
        numbers = [random.random() for _ in range(19)]
        st.plotly_chart(go.Figure(go.Bar(y=numbers)), theme=None, key=f"chart_{number}")
