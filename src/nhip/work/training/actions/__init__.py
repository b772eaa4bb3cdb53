"""Every change of classes and their rolls."""

from .changing import (
    correct_attendance,
    correct_class,
    restore_attendance,
    restore_class,
    strike_attendance,
    strike_class,
)
from .classes import NewClass, faults_of_classes, open_class, take_in_classes
from .rolls import NewAttendance, faults_of_attendances, take_in_attendances

__all__ = [
    "NewAttendance",
    "NewClass",
    "correct_attendance",
    "correct_class",
    "faults_of_attendances",
    "faults_of_classes",
    "open_class",
    "restore_attendance",
    "restore_class",
    "strike_attendance",
    "strike_class",
    "take_in_attendances",
    "take_in_classes",
]
