"""Every change of classes and their rolls."""

from .classes import NewClass, faults_of_classes, open_class, strike_class, take_in_classes
from .rolls import (
    NewAttendance,
    faults_of_attendances,
    record_attendance,
    strike_attendance,
    take_in_attendances,
)

__all__ = [
    "NewAttendance",
    "NewClass",
    "faults_of_attendances",
    "faults_of_classes",
    "open_class",
    "record_attendance",
    "strike_attendance",
    "strike_class",
    "take_in_attendances",
    "take_in_classes",
]
