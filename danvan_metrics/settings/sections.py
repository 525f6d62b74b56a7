"""Every setting there is, by the sections of danvan.toml: a name, a type, a variable, what it chooses, a default."""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel, Field

from danvan_metrics.settings.data_sections import LookSection, PicturesSection, PlanSection, SampleSection, StoreSection
from danvan_metrics.settings.declaring import list_declarations
from danvan_metrics.settings.limits_section import LimitsSection
from danvan_metrics.settings.people_sections import CommandLineSection, ServingSection, SignInSection


class Declared(BaseModel, extra="forbid", frozen=True, hide_input_in_errors=True, defer_build=True):
    """danvan.toml, whole. Without a word said every default holds.

    What only judges values is not built (defer_build, model_construct) until there is one to be judged.
    """

    store: StoreSection = Field(default_factory=StoreSection.model_construct)
    plan: PlanSection = Field(default_factory=PlanSection.model_construct)
    sample: SampleSection = Field(default_factory=SampleSection.model_construct)
    sign_in: SignInSection = Field(default_factory=SignInSection.model_construct)
    serving: ServingSection = Field(default_factory=ServingSection.model_construct)
    limits: LimitsSection = Field(default_factory=LimitsSection.model_construct)
    look: LookSection = Field(default_factory=LookSection.model_construct)
    command_line: CommandLineSection = Field(default_factory=CommandLineSection.model_construct)
    pictures: PicturesSection = Field(default_factory=PicturesSection.model_construct)


DECLARATIONS: Final = list_declarations(Declared)
#: The setting of every variable.
VARIABLES: Final = {one.about.variable: key for key, one in DECLARATIONS.items()}
