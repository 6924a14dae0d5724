"""Fine-tunes all of ResNet50 on aligned, equalized grey crops. Checkpoints every few minutes and resumes by itself.

    python train.py --work work --data ../../shared/data [--threads 2]
    torchrun --nproc-per-node 4 -- train.py ...     (one process a GPU; gradients averaged; README.md: "Several processes")

In: config.json (recipe and seed), the crops of prepare-crops.ts. Out: work/checkpoint.pt, work/backbone.pt (averaged
weights, batch norm re-estimated for each size), work/log.jsonl. `--extra FOLDER` adds an ImageFolder (folders named as in LABELS7)
whose crops are in --work: npm run train:crops -- --data PARENT --sets FOLDER.
"""
import argparse
import copy
import json
import math
import os
import time
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
from torch import nn

from data import Faces, load_fer2013
from evaluate import accuracy
from live_teachers import LiveTeacher, Pupil, ask_all
from loss import loss_of
from net import FACES, KERAS, SHIPPED, SIDES, Net, begun_with, estimate_norms, fetch_start, hash_of, predict, start_net
from preprocess import degrade, equalize_bi_histogram, move, to_input, uniform, worsen
from recipe import beginning_of, read_checkpoint, read_recipe
from sampling import batches, load_training
from schedule import learning_rate, steps_of

HERE = Path(__file__).parent
CHECKPOINT_SECONDS = 180
EVALUATE_PICTURES = 60_000
AVERAGE_EVERY = 4  # steps; the exponential average costs a pass over all weights


def mix_up(parts: list[torch.Tensor], share: float, generator: torch.Generator) -> list[torch.Tensor]:
    """Blends a share of the batch with other pictures of it (Zhang et al. 2018), the partner at 0 to 40 %, each part [n, ...] alike."""
    count = len(parts[0])
    mixed = torch.rand(count, generator=generator) < share
    kept = torch.where(mixed, uniform(generator, (count,), 0.6, 1.0), 1.0).to(parts[0].device)
    partner = torch.randperm(count, generator=generator).to(parts[0].device)

    def blend(values: torch.Tensor) -> torch.Tensor:
        factor = kept.view(-1, *[1] * (values.ndim - 1))
        return factor * values + (1 - factor) * values[partner]

    return [blend(part) for part in parts]


@torch.no_grad()
def update_average(average: Net, net: Net, keep: float) -> None:
    for kept, new in zip(average.state_dict().values(), net.state_dict().values()):
        if kept.dtype.is_floating_point:
            kept.lerp_(new, 1 - keep)


def read_teacher(path: Path, training: Faces) -> np.ndarray:
    """What teach.py wrote, in the order of the training pictures, [n, 7]. Ends the program with a sentence where a picture is missing."""
    taught = np.load(path)
    row_of = {name: row for row, name in enumerate(taught["names"].tolist())}
    missing = [name for name in training.name if name not in row_of]
    if missing:
        raise SystemExit(f"--teacher: got {path} without {len(missing)} training pictures ({missing[0]}, ...), expected all {len(training.name)}")
    return taught["targets"][[row_of[name] for name in training.name]]


def trust_nets(net: Net, teacher: np.ndarray | None, training: Faces, fer_count: int, config: dict, device: torch.device) -> None:
    """Noisy labels: a share of the target becomes what nets say. The net itself, at the start (bootstrapping, Reed et al. 2015),
    or those of teach.py, `teacher` [n, 7].

    `own_share` of the web sets' targets, `fer2013_own_share` of FER2013's, whose first `fer_count` rows already know FER+'s votes.
    """
    for name, share, rows in (
        ("FER2013's", config.get("fer2013_own_share", 0), slice(0, fer_count)),
        ("the other", config.get("own_share", 0), slice(fer_count, None)),
    ):
        if share > 0:
            crops = training.crops[rows]
            own = predict(net, crops, SIDES[-1], device).softmax(1).numpy() if teacher is None else teacher[rows]
            agree = (own.argmax(1) == training.raw[rows]).mean()
            print(f"{'the net agrees' if teacher is None else 'its teachers agree'} with {agree:.3f} of {name} {len(crops)} labels", flush=True)
            training.target[rows] = (1 - share) * training.target[rows] + share * own


def freeze(net: Net, blocks: int) -> list[nn.Module]:
    """Leaves what comes first as it is (its share of the backward pass saved); returns the batch norms in it."""
    if blocks == 0:
        return []
    frozen = net.backbone.early(blocks)
    for part in frozen:
        part.requires_grad_(False)
    return [module for part in frozen for module in part.modules() if isinstance(module, nn.BatchNorm2d)]


def is_over(seconds: float, limit: float, world: int, device: torch.device) -> bool:
    """By the first process's clock, so that all stop at the same step."""
    if world == 1 or limit == math.inf:
        return seconds > limit
    over = torch.tensor(float(seconds > limit), device=device)
    dist.broadcast(over, 0)
    return bool(over)


def optimizer_of(net: nn.Module, config: dict) -> torch.optim.SGD:
    """Of what is not frozen; biases and batch norms do not decay."""
    trained = [p for p in net.parameters() if p.requires_grad]
    decay, plain = [p for p in trained if p.ndim > 1], [p for p in trained if p.ndim <= 1]
    return torch.optim.SGD(
        [{"params": decay, "weight_decay": config["weight_decay"]}, {"params": plain, "weight_decay": 0}],
        config["learning_rate"], config["momentum"], nesterov=True,
    )  # fmt: skip


def steps_left(config: dict, draws: torch.Tensor, fer_count: int, done: int, total: int, rank: int, world: int):
    """Yields (step, phase, rate, rows, side, generator) for each step from `done` on, below `total`, of all phases: batches, learning_rate."""
    scheduled = sum(steps_of(config, phase, world) for phase in config["phases"] if "learning_rate" not in phase)
    first = 0
    for phase in config["phases"]:
        steps = steps_of(config, phase, world)
        for offset, drawn in enumerate(batches(draws, fer_count, config, phase, rank, world, first)):
            step = first + offset
            if done <= step < total:
                yield step, phase, learning_rate(config, phase, step, scheduled, offset, steps), *drawn
        first += steps


def read_batch(
    training: Faces, rows: np.ndarray, side: int, clear_sides: list[int], phase: dict, generator: torch.Generator, device: torch.device
) -> list[torch.Tensor]:
    """As the net gets it: input [batch, 1, side, side], target [batch, 7], weight [batch]; then, for each of `clear_sides`, the input at
    that side, moved and mixed alike, but in good light, sharp and not covered."""
    crops, cut_out = torch.from_numpy(training.crops[rows].copy()), torch.from_numpy(training.cut_out[rows])
    strength = phase.get("augmentation", 1.0)
    moved, *clear = move(crops, [side, *clear_sides], cut_out, generator, strength)
    crops = worsen(moved, generator, strength)
    if "degradation" in phase:
        crops = degrade(crops, generator, phase["degradation"])
    seen = [crops, *(picture.round().clamp(0, 255).to(torch.uint8) for picture in clear)]
    x, *clear = (to_input(equalize_bi_histogram(picture)).to(device, memory_format=torch.channels_last) for picture in seen)
    target, weight = torch.from_numpy(training.target[rows]).to(device), torch.from_numpy(training.weight[rows]).to(device)
    return mix_up([x, target, weight, *clear], phase["mixup_share"], generator)


def learn(
    model: nn.Module, frozen: list[nn.Module], optimizer: torch.optim.SGD, rate: float, batch: list[torch.Tensor],
    generator: torch.Generator, config: dict, precision: str,
) -> torch.Tensor:  # fmt: skip
    """One step by a batch of read_batch, and of its teachers' features where there are any; returns its loss. The batch norms in `frozen`
    keep their statistics."""
    for group in optimizer.param_groups:
        group["lr"] = rate
    x, target, weight, *features = batch
    model.train()
    for norm in frozen:
        norm.eval()
    # Of dropout, so that a run that was cut off goes on as if it had not been.
    torch.manual_seed(int(torch.randint(2**31, (), generator=generator)))
    with torch.autocast(x.device.type, torch.bfloat16, enabled=precision == "bf16"):
        logits, *told = model(x) if features else [model(x)]
    loss = loss_of(logits.float(), target, weight, config["expressions_loss"])
    if features:
        loss = loss + config["live_features_loss"] * nn.functional.mse_loss(told[0].float(), features[0])
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    optimizer.step()
    return loss


def evaluate(average: Net, choosing: Faces, side: int, done: int, work: Path, device: torch.device) -> None:
    """Accuracy on `choosing` after `done` steps, on stdout and in work/log.jsonl."""
    figures = {"step": done, "side": side, **accuracy(predict(average, choosing.crops, side, device), choosing)}
    print(json.dumps(figures), flush=True)
    with open(work / "log.jsonl", "a") as log:
        log.write(json.dumps({**figures, "time": time.strftime("%FT%TZ", time.gmtime())}) + "\n")


def write_backbone(average: Net, training: Faces, choosing: Faces, config: dict, done: int, work: Path, device: torch.device) -> None:
    """work/backbone.pt, as recipe.read_trained reads it, and the accuracy at each size."""
    norms = {}
    for side in config.get("shipped_sides", SIDES):
        norms[side] = estimate_norms(average, training, side, device)
        evaluate(average, choosing, side, done, work, device)
    torch.save({"net": average.state_dict(), "norms": norms, "step": done, "config": config}, work / "backbone.pt")
    print(f"wrote {work / 'backbone.pt'}", flush=True)


def train(arguments: argparse.Namespace, config: dict, checkpoint: Path, world: int, rank: int, device: torch.device) -> None:
    """`world` processes, of which this is number `rank`."""
    work: Path = arguments.work
    beginning = beginning_of(config, begun_with(arguments.start), arguments.teacher, arguments.live_teachers, arguments.extra)
    state = read_checkpoint(checkpoint, beginning, device)
    training, draws = load_training(work, arguments.data, config, arguments.extra)
    fer_count = len(training.raw) - len(draws)
    choosing = load_fer2013(work, arguments.data, "PublicTest")
    if world > 1 and arguments.start in (KERAS, SHIPPED, FACES):
        # One process fetches; the others find it.
        if rank == 0:
            fetch_start(arguments.start, work)
        dist.barrier()
    net = start_net(arguments.start, training, work, config["dropout"])
    net.to(device, memory_format=torch.channels_last)
    teacher = read_teacher(arguments.teacher, training) if arguments.teacher else None
    trust_nets(net, teacher, training, fer_count, config, device)
    live = [LiveTeacher(path, training, device) for path in arguments.live_teachers]
    clear_sides = [one.side for one in live]
    pupil = Pupil(net, live).to(device) if live else net
    frozen = freeze(net, config.get("frozen_blocks", 0))
    average = copy.deepcopy(net).eval()
    optimizer = optimizer_of(pupil, config)
    kept = {"net": net, "average": average, "optimizer": optimizer, **({"tell": pupil.tell} if live else {})}
    total, done = sum(steps_of(config, phase, world) for phase in config["phases"]), 0
    if state:
        for name, part in kept.items():
            part.load_state_dict(state[name])
        done = state["step"]
        print(f"resumed at step {done} of {total}", flush=True)
    if arguments.finish_now:
        total = done

    def save() -> None:
        if rank == 0:
            state = {**{name: part.state_dict() for name, part in kept.items()}, "step": done, **beginning}
            torch.save(state, checkpoint.with_suffix(".new"))
            os.replace(checkpoint.with_suffix(".new"), checkpoint)

    model = nn.parallel.DistributedDataParallel(pupil) if world > 1 else pupil
    pictures = config["batch"] * world  # of a step
    started = saved = reported = time.time()
    for step, phase, rate, rows, side, generator in steps_left(config, draws, fer_count, done, total, rank, world):
        x, target, weight, *clear = read_batch(training, rows, side, clear_sides, phase, generator, device)
        batch = [x, target, weight]
        if live:
            said, features = ask_all(live, clear)
            batch = [x, (1 - config["live_share"]) * target + config["live_share"] * said, weight, features]
        loss = learn(model, frozen, optimizer, rate, batch, generator, config, arguments.precision)
        done = step + 1
        if done % AVERAGE_EVERY == 0:
            decay_rate = phase.get("average_decay", config["average_decay"]) ** AVERAGE_EVERY
            update_average(average, net, min(decay_rate, done / (10 * AVERAGE_EVERY + done)))
        if done % 20 == 0 and rank == 0:
            speed = 20 * pictures / (time.time() - reported)
            print(f"step {done}/{total} side {side} loss {loss.item():.3f} rate {rate:.4f} {speed:.0f} pictures/s", flush=True)
            reported = time.time()
        if time.time() - saved > CHECKPOINT_SECONDS:
            save()
            saved = time.time()
        if done % max(1, EVALUATE_PICTURES // pictures) == 0:
            if rank == 0:
                evaluate(average, choosing, max(phase["sides"]), done, work, device)
            reported = time.time()
        if is_over(time.time() - started, arguments.stop_after_seconds, world, device):
            save()
            if rank == 0:
                print(f"stopped at step {done} of {total}; run again to go on", flush=True)
            return
    if not arguments.finish_now:
        save()
    if world > 1:
        print(f"process {rank}: weights {hash_of(net)}", flush=True)
    if rank == 0:
        write_backbone(average, training, choosing, config, done, work, device)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--config", type=Path, default=HERE / "config.json")
    parser.add_argument("--extra", type=Path)
    parser.add_argument("--start", default=KERAS, help=f"{KERAS}: ImageNet's weights; {SHIPPED}: those of public/models; {FACES}: face_net.py; or a backbone.pt")
    parser.add_argument("--teacher", type=Path, help="what other nets say of the training pictures (teach.py); without it the net itself is asked")
    parser.add_argument("--live-teachers", type=Path, nargs="+", default=[], metavar="NET", help="backbone.pt files: what they say of each picture as it is moved and mixed, too")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--precision", choices=["bf16", "f32"], default="bf16", help="f32: quicker on CPUs without AMX or a fast bf16")
    parser.add_argument("--stop-after-seconds", type=float, default=math.inf)
    parser.add_argument("--finish-now", action="store_true", help="write backbone.pt from the checkpoint as it is")
    arguments = parser.parse_args()
    config = read_recipe(arguments.config)
    checkpoint = arguments.work / "checkpoint.pt"
    if arguments.finish_now and not checkpoint.exists():
        raise SystemExit(f"--finish-now: got no {checkpoint}, expected one to finish")
    if len({bool(arguments.live_teachers), "live_share" in config, "live_features_loss" in config}) > 1:
        raise SystemExit(f"--live-teachers: got {len(arguments.live_teachers)} nets, expected some with live_share and live_features_loss in {arguments.config}, none without")
    if arguments.start in (KERAS, FACES) and not arguments.teacher and (config.get("own_share") or config.get("fer2013_own_share")):
        raise SystemExit(f"--start: got {arguments.start}, expected {SHIPPED}, a backbone.pt, or --teacher: {arguments.config} asks for what a net says of its pictures")
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(config["seed"])

    world, rank = int(os.environ.get("WORLD_SIZE", 1)), int(os.environ.get("RANK", 0))
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0))) if torch.cuda.is_available() else torch.device("cpu")
    if device.type == "cuda":
        # Before all else: what asks for "cuda" alone would take the first one in every process.
        torch.cuda.set_device(device)
    if world > 1:
        dist.init_process_group("nccl" if device.type == "cuda" else "gloo", device_id=device if device.type == "cuda" else None)
    train(arguments, config, checkpoint, world, rank, device)
    if world > 1:
        dist.destroy_process_group()


if __name__ == "__main__":
    main()
