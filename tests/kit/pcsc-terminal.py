"""A terminal's end of PC/SC, for tests: one line in, one line out.

connect      answers the card's ATR
80A4...      a command in hex answers its response and status word in hex
What PC/SC refuses is answered by "! " and its words.
"""

import sys

from smartcard.Exceptions import SmartcardException
from smartcard.System import readers
from smartcard.scard import SCARD_UNPOWER_CARD
from smartcard.util import toBytes

connection = None


def connect():
    global connection
    connection = readers()[0].createConnection()
    connection.connect(disposition=SCARD_UNPOWER_CARD)
    return bytes(connection.getATR()).hex()


def transmit(command):
    data, sw1, sw2 = connection.transmit(toBytes(command))
    return bytes(data + [sw1, sw2]).hex()


def obey(words):
    if words[0] == "connect":
        return connect()
    return transmit(words[0])


for line in sys.stdin:
    try:
        said = obey(line.split())
    except SmartcardException as refused:
        said = "! " + " ".join(str(refused).split())
    print(said, flush=True)
