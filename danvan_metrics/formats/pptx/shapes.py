"""Shapes on slides: boxes of text, plain areas, and how high a text stands in a box."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Inches

from danvan_metrics.formats.pptx.slide_text import LINE, POINTS, count_lines, quote_text, write_color

Box = tuple[float, float, float, float]  # left, top, width, height in inches


def add_shape(slide: Slide, name: str, box: Box, **parts: str) -> None:
    """Put a text shape on a slide. parts: kind (of cNvSpPr), place (in nvPr), look (fill and line), body (of txBody), turn."""
    left, top, width, height = (Inches(inches) for inches in box)
    tree = slide.shapes.element
    turn = f' rot="{parts["turn"]}"' if "turn" in parts else ""
    tree.append(
        parse_xml(
            f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{len(tree)}" name={quote_text(name)}/>'
            f"<p:cNvSpPr{parts.get('kind', '')}/><p:nvPr>{parts.get('place', '')}</p:nvPr></p:nvSpPr>"
            f'<p:spPr><a:xfrm{turn}><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{parts.get("look", "<a:noFill/>")}</p:spPr>'
            f"<p:txBody>{parts['body']}</p:txBody></p:sp>"
        )
    )


def add_text(
    slide: Slide, box: Box, paragraphs: Sequence[str], *, name: str, look: str = "<a:noFill/>", anchor: str = "t"
) -> None:
    """A box of paragraphs (as XML); anchor: t | ctr | b."""
    margin = Inches(0.1) if look != "<a:noFill/>" else 0
    inside = f'lIns="{margin}" rIns="{margin}" tIns="{margin // 2}" bIns="{margin // 2}"'
    body = f'<a:bodyPr wrap="square" {inside} anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/>{"".join(paragraphs)}'
    add_shape(slide, name, box, kind=' txBox="1"', look=look, body=body)


def add_bar(slide: Slide, box: Box, color: str) -> None:
    """A plain coloured area."""
    body = "<a:bodyPr/><a:lstStyle/><a:p/>"
    add_shape(slide, "Dải màu", box, look=f"{write_color(color)}<a:ln><a:noFill/></a:ln>", body=body)


def measure_height(text: str, size: float, width: float, *, bold: bool = False) -> float:
    """About how many inches high a text stands in a box of `width`."""
    return count_lines(text, size, width, bold=bold) * size * LINE / POINTS
