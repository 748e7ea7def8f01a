"""Which studies there are, and what their variants differ in."""

from dataclasses import dataclass

BASE = "grounded"
SHARES = (0.0, 0.05, 0.5)
NOISES = (0.0, 0.1, 0.2, 0.3)


@dataclass(frozen=True)
class Variant:
    """One way to train. By default it is the base that most studies compare with."""

    key: str  # names the run's folder; variants of the same key are the same run
    title: str  # names the table's row
    grounded: bool = True  # points and lifts; else answers come from what names attend to
    frozen: bool = False  # the encoder stays as the first stage left it
    focal: bool = True  # knows the camera; else one constant field of view, in both stages and when examined
    spatial_share: float = 1.0  # of the questions; the rest ask what, what colour, how many
    noise: float | None = None  # std of the distances told, as a share of each; None: the whole truth is told


@dataclass(frozen=True)
class Study:
    """Rows of one table; changes are against the variants whose keys are the references."""

    variants: tuple[Variant, ...]
    reference: str
    ordinary_reference: str | None = None  # None: ordinary questions aren't examined


def noise_variant(noise: float) -> Variant:
    return Variant(f"noise-{noise:g}", f"std {noise:g}", noise=noise)


def mixture_variant(share: float) -> Variant:
    return Variant(f"share-{share:g}", f"{100 * share:g} % spatial", spatial_share=share)


STUDIES = {
    "freeze": Study((Variant(BASE, "unfrozen"), Variant("frozen", "frozen", frozen=True)), BASE),
    "grounding": Study((Variant(BASE, "grounded"), Variant("plain", "plain", grounded=False)), BASE),
    "noise": Study(tuple(map(noise_variant, NOISES)), "noise-0"),
    "focal": Study((Variant(BASE, "with"), Variant("no-focal", "without", focal=False)), BASE),
    "mixture": Study((*map(mixture_variant, SHARES), Variant(BASE, "100 % spatial")), BASE, "share-0"),
}
