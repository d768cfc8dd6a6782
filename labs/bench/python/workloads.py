"""The work of the agents of labs/agents: the same steps in the same order as in TypeScript, so that results are bit-identical."""

import hashlib
import zlib


def analyst(agent_id: int) -> int:
    """The sum of squares below 250,000 and the agent's id."""
    return sum(i * i for i in range(250_000 + agent_id))


def random_numbers(seed: int):
    """The same numbers from 0 up to 1 as labs/agents/random-numbers.ts."""
    state = seed & 0xFFFFFFFF

    def following() -> float:
        nonlocal state
        state = (state + 0x9E3779B9) & 0xFFFFFFFF
        mixed = state ^ (state >> 16)
        mixed = (mixed * 0x21F0AAAD) & 0xFFFFFFFF
        mixed ^= mixed >> 15
        mixed = (mixed * 0x735A2D97) & 0xFFFFFFFF
        mixed ^= mixed >> 15
        return mixed / 2**32

    return following


def trainer(agent_id: int, epochs: int = 50, samples: int = 200, features: int = 4) -> dict:
    """Learns a line from noisy samples by gradient descent."""
    random = random_numbers(agent_id)

    def signed() -> float:
        return 2 * random() - 1

    truth = {"weights": [signed() for _ in range(features)], "bias": signed()}
    inputs = [signed() for _ in range(samples * features)]
    answers = []
    for s in range(samples):
        exact = truth["bias"]
        for f in range(features):
            exact = exact + truth["weights"][f] * inputs[s * features + f]
        answers.append(exact + 0.05 * signed())
    weights = [0.0] * features
    bias = 0.0
    losses = []
    step = 2 * 0.1 / samples
    for epoch in range(epochs + 1):
        gradient = [0.0] * features
        bias_gradient = 0.0
        loss = 0.0
        for s in range(samples):
            miss = bias - answers[s]
            for f in range(features):
                miss += weights[f] * inputs[s * features + f]
            for f in range(features):
                gradient[f] += miss * inputs[s * features + f]
            bias_gradient += miss
            loss += miss * miss
        losses.append(loss / samples)
        if epoch == epochs:
            break
        for f in range(features):
            weights[f] -= step * gradient[f]
        bias -= step * bias_gradient
    return {"weights": weights, "bias": bias, "losses": losses, "truth": truth}


def validator(agent_id: int) -> dict:
    """Two checksums of 64 KB, both computed by Python's library in C."""
    data = bytes((i * 31 + (i >> 8) + agent_id) & 255 for i in range(65_536))
    return {"length": len(data), "checksum": zlib.adler32(data), "sha256": hashlib.sha256(data).hexdigest()}


PIECES = {"analyst": analyst, "trainer": trainer, "validator": validator}


def shift(name: str, agent_id: int, times: int) -> object:
    """Does the same piece of work many times. Returns its result."""
    piece = PIECES[name]
    result = None
    for _ in range(times):
        result = piece(agent_id)
    return result
