"""The office's paper (NĐ 30/2020/NĐ-CP)."""
