"""The runs of a page's script, told by the messages between browser and server: nobody guesses whether one is still to come."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


@dataclass
class Runs:
    """How many runs the browser has asked for, and whether one goes on."""

    asked: int = 0
    going_on: bool = False

    def follow(self, socket: WebSocket) -> None:
        """Listen to a page's connection; every address opened has one of its own."""
        socket.on("framesent", self._note_sent)
        socket.on("framereceived", self._note_received)

    def _note_sent(self, message: str | bytes) -> None:
        if isinstance(message, bytes) and BackMsg.FromString(message).HasField("rerun_script"):
            self.asked += 1
            self.going_on = True

    def _note_received(self, message: str | bytes) -> None:
        """A run that ends early for another one is no end."""
        told = ForwardMsg.FromString(message) if isinstance(message, bytes) else ForwardMsg()
        if told.HasField("new_session"):
            self.going_on = True
        if told.HasField("script_finished"):
            self.going_on = told.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
