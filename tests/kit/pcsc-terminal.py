"""A terminal's end of PC/SC, for tests: one line in, one line out.

connect      answers the card's ATR
80A4...      a command in hex answers its response and status word in hex
time N 00A4  sends a command N times and answers the median in milliseconds
What PC/SC refuses is answered by "! " and its words.
"""

import statistics
import sys
import time

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


def median(count, command):
    times = []
    for _ in range(int(count)):
        begun = time.perf_counter()
        transmit(command)
        times.append((time.perf_counter() - begun) * 1000)
    return str(statistics.median(times))


def obey(words):
    if words[0] == "connect":
        return connect()
    if words[0] == "time":
        return median(*words[1:])
    return transmit(words[0])


for line in sys.stdin:
    try:
        said = obey(line.split())
    except SmartcardException as refused:
        said = "! " + " ".join(str(refused).split())
    print(said, flush=True)
