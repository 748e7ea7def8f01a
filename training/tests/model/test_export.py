import json
from pathlib import Path

import numpy as np
import pytest
import torch

from spatial_training.data.batches import Batches, Collection
from spatial_training.evaluate.episodes import measure_episodes
from spatial_training.evaluate.runner import Runner
from spatial_training.export.__main__ import compiled_validation, load_model
from spatial_training.export.calibrate import ANSWERED_SHARE, answering_threshold, calibrate, factor
from spatial_training.export.compare import feeds_of, pixels
from spatial_training.export.directory import write_model_directory
from spatial_training.export.graphs import AnswerGraph
from spatial_training.export.settings import write_json
from spatial_training.model import SpatialNano
from spatial_training.train.checkpoint import save_weights
from spatial_training.train.facts import FACTS, training_facts
from spatial_training.train.prepare import TOKENIZER, write_config
from spatial_training.train.trainee import Trainee


@pytest.fixture(scope="module")
def model(config) -> SpatialNano:  # noqa: ANN001
    torch.manual_seed(0)
    nano = SpatialNano(config)
    for module in nano.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.uniform_(module.running_mean, -0.2, 0.2)
            torch.nn.init.uniform_(module.weight, 0.5, 1.5)
    return nano.eval()


@pytest.fixture(scope="module")
def directory(model: SpatialNano, tokenizer, compiled: Path, tmp_path_factory) -> Path:  # noqa: ANN001
    folder = tmp_path_factory.mktemp("nano")
    copy = SpatialNano(model.config)
    copy.load_state_dict(model.state_dict())
    feeds = feeds_of(compiled, 4)
    write_model_directory(copy, tokenizer, folder, feeds=feeds, calibration={"distance": 2.0})
    return folder


@pytest.fixture(scope="module")
def sample(compiled: Path):  # noqa: ANN201
    return Batches(Collection(compiled), 1, 3, seed=0).sample(7)


def answers_in_torch(model: SpatialNano, sample) -> dict[str, np.ndarray]:  # noqa: ANN001
    from spatial_training.export.graphs import ANSWER_OUTPUTS

    image, intrinsics = torch.from_numpy(pixels(sample)), torch.from_numpy(sample.intrinsics[None])
    ids = torch.from_numpy(sample.tokens.astype(np.int64))
    with torch.no_grad():
        encoded = model.vision(image, intrinsics)
        outputs = AnswerGraph(model)(*encoded, intrinsics, ids, (ids > 0).long())
    return dict(zip(ANSWER_OUTPUTS, (value.numpy() for value in outputs), strict=True))


def test_onnx_answers_as_torch_does(model, directory: Path, sample):  # noqa: ANN001
    """Within half precision of the stored weights."""
    runner = Runner(directory)
    found = runner.ask_tokens(runner.encode_canvas(pixels(sample), sample.intrinsics[None]), sample.tokens)
    expected = answers_in_torch(model, sample)
    assert set(found) == set(expected)
    for name, value in expected.items():
        assert found[name].shape == value.shape, name
        assert found[name] == pytest.approx(value, rel=0.02, abs=0.02), name


def test_questions_do_not_disturb_each_other(directory: Path, sample):  # noqa: ANN001
    runner = Runner(directory)
    encoded = runner.encode_canvas(pixels(sample), sample.intrinsics[None])
    together = runner.ask_tokens(encoded, sample.tokens)
    for row in range(3):
        alone = runner.ask_tokens(encoded, sample.tokens[row : row + 1])
        for name in together:
            assert alone[name][0] == pytest.approx(together[name][row], rel=1e-3, abs=1e-4), name


def test_int8_stays_near_fp32(directory: Path, sample):  # noqa: ANN001
    """Depths in the middle: an untrained model points nowhere surely, and processors without 8-bit dot products
    saturate, so that a single thing may be read from another cell."""
    answers = []
    for variant in ("fp32", "int8"):
        runner = Runner(directory, variant)
        encoded = runner.encode_canvas(pixels(sample), sample.intrinsics[None])
        answers.append(runner.ask_tokens(encoded, sample.tokens))
    exact, small = answers
    assert small["relation_logits"] == pytest.approx(exact["relation_logits"], abs=0.2)
    off = np.abs(small["point"][..., 2] / exact["point"][..., 2] - 1)
    assert np.median(off) < 0.1
    assert np.max(off) < 0.5


def test_shapes_follow_the_contract(directory: Path, sample):  # noqa: ANN001
    runner = Runner(directory)
    encoded = runner.encode_canvas(pixels(sample), sample.intrinsics[None])
    answers = runner.ask(encoded, ["How far is the gripper from the red ball?"] * 5)
    settings = json.loads((directory / "config.json").read_text())
    shapes = {name: value.shape[1:] for name, value in answers.items()}
    assert {value.shape[0] for value in answers.values()} == {5}
    assert shapes == {
        "relation_logits": (len(settings["relations"]),),
        "pixel": (2, 2),
        "point": (2, 3),
        "point_log_variance": (2, 3),
        "size": (2, 3),
        "size_log_variance": (2, 3),
        "visible_logit": (2,),
        "distance_log_mean": (),
        "distance_log_variance": (),
        "gap_mean": (),
        "gap_log_variance": (),
        "predicate_logits": (len(settings["predicates"]),),
    }
    assert (answers["gap_mean"] >= 0).all()
    assert settings["model_type"] == "spatial_nano"
    assert settings["calibration"] == {"distance": 2.0}


def test_files_carry_no_trace_of_the_machine(directory: Path):
    for path in (directory / "onnx").iterdir():
        assert str(Path(__file__).parents[2]).encode() not in path.read_bytes(), path.name


def test_calibration_makes_intervals_true(directory: Path, compiled: Path):
    found = calibrate(directory, compiled, images=8, seed=0)
    assert set(found.factors) == {"point", "size", "distance", "gap"}
    assert 0 < found.visible_threshold < 1
    normal = np.abs(np.random.default_rng(0).normal(size=20000))
    assert factor(normal) == pytest.approx(1, abs=0.05)
    assert factor(3 * normal) == pytest.approx(9, rel=0.05)


def test_nearly_all_seen_things_are_answered_even_where_absent_ones_look_like_them():
    random = np.random.default_rng(0)
    seen = np.repeat([1, 0], 1000)
    apart = np.where(seen == 1, random.uniform(0.7, 1.0, 2000), random.uniform(0.0, 0.4, 2000))
    alike = np.where(seen == 1, random.uniform(0.2, 1.0, 2000), random.uniform(0.0, 0.6, 2000))
    assert 0.39 <= answering_threshold(apart, seen) <= 0.7
    threshold = answering_threshold(alike, seen)
    assert (alike[seen == 1] >= threshold).mean() == pytest.approx(ANSWERED_SHARE, abs=0.002)
    assert answering_threshold(alike, np.ones(2000)) == 0.5


def test_an_episode_is_asked_about_frame_by_frame_in_order_of_time(directory: Path, shard: Path):
    records = [json.loads(line) for line in (shard / "data.jsonl").read_text().splitlines()[:3]]
    task = {"subject": "gripper", "object": "red ball"}
    times = zip(records, (0.4, 0.0, 0.2), strict=True)
    frames = [(shard, {**record, "episode": "a", "t": t, "task": task}) for record, t in times]
    found = measure_episodes(Runner(directory), frames, "How far is the {subject} from the {object}?")["a"]
    assert found["t"].tolist() == [0.0, 0.2, 0.4]
    truth = [np.linalg.norm(np.subtract(r["things"][2]["centre"], r["things"][0]["centre"])) for r in records]
    assert found["distance"] == pytest.approx([truth[1], truth[2], truth[0]])
    assert np.isfinite(found["answer"]).all()


def test_a_folder_of_weights_is_exported_as_the_run_it_came_from(config, tokenizer, shard: Path, tmp_path: Path):  # noqa: ANN001
    """With what was said of that run, calibrated on the stills that are named."""
    trainee = Trainee(config)
    save_weights(tmp_path, trainee.state_dict())
    tokenizer.save(str(tmp_path / TOKENIZER))
    write_config(tmp_path, config)
    write_json(tmp_path / FACTS, {"samples": 5})
    with pytest.raises(SystemExit, match="--validation"):
        compiled_validation(tmp_path, None, tmp_path / "compiled")
    compiled = compiled_validation(tmp_path, shard.parent, tmp_path / "compiled")
    assert len(Collection(compiled)) == len((shard / "data.jsonl").read_text().splitlines())
    model = load_model(tmp_path)
    assert torch.allclose(model.text.words.weight, trainee.nano.text.words.weight, atol=1e-3)
    facts = training_facts(tmp_path, model, "history.jsonl")
    assert facts == {"samples": 5, "parameters": sum(p.numel() for p in model.parameters())}
