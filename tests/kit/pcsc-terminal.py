"""A terminal's end of PC/SC, for tests: one line in, one line out.

present      waits until pcscd tells of a card that came since the last line; answers its ATR or "mute"
absent       waits until pcscd tells that the reader is empty
connect      answers the card's ATR
80A4...      a command in hex answers its response and status word in hex
What PC/SC refuses is answered by "! " and its words.
"""

import sys

from smartcard.Exceptions import SmartcardException
from smartcard.System import readers
from smartcard.scard import (
    INFINITE,
    SCARD_S_SUCCESS,
    SCARD_SCOPE_USER,
    SCARD_STATE_EMPTY,
    SCARD_STATE_MUTE,
    SCARD_STATE_PRESENT,
    SCARD_STATE_UNAWARE,
    SCARD_UNPOWER_CARD,
    SCardEstablishContext,
    SCardGetStatusChange,
)
from smartcard.util import toBytes

connection = None
_, context = SCardEstablishContext(SCARD_SCOPE_USER)


def change(known):
    result, states = SCardGetStatusChange(context, INFINITE, [(str(readers()[0]), known)])
    if result != SCARD_S_SUCCESS:
        raise SmartcardException(f"SCardGetStatusChange {result & 0xFFFFFFFF:08X}")
    _, state, atr = states[0]
    return state, atr


def wait(holds):
    """Until a state holds that differs from the one last waited for; pcscd counts what comes and goes."""
    global comings
    state, atr = change(SCARD_STATE_UNAWARE)
    while not (state & holds and state >> 16 != comings):
        state, atr = change(state)
    comings = state >> 16
    return "mute" if state & SCARD_STATE_MUTE else bytes(atr).hex()


def connect():
    global connection
    connection = readers()[0].createConnection()
    connection.connect(disposition=SCARD_UNPOWER_CARD)
    return bytes(connection.getATR()).hex()


def transmit(command):
    data, sw1, sw2 = connection.transmit(toBytes(command))
    return bytes(data + [sw1, sw2]).hex()


def obey(word):
    if word == "present":
        return wait(SCARD_STATE_PRESENT)
    if word == "absent":
        return wait(SCARD_STATE_EMPTY)
    if word == "connect":
        return connect()
    return transmit(word)


# How many cards had come and gone when the reader was last waited for; a card that is there already is new.
state, _ = change(SCARD_STATE_UNAWARE)
comings = state >> 16 if state & SCARD_STATE_EMPTY else None

for line in sys.stdin:
    try:
        said = obey(line.strip())
    except SmartcardException as refused:
        said = "! " + " ".join(str(refused).split())
    print(said, flush=True)
