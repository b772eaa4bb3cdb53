"""Codes of the kinds of plan every installation begins with; an office may add its own."""

YEARLY = "yearly"
MODEL_UNIT = "model_unit"
