"""Devices on serial ports, as foreign software plays them: a pseudo-terminal for each name given.

Prints the ports, a line each; then sends what standard input says: NAME HEX.
"""
import os
import sys
import tty

masters = {}
slaves = []
for name in sys.argv[1:]:
    master, slave = os.openpty()
    tty.setraw(slave)
    masters[name] = master
    slaves.append(slave)
    print(os.ttyname(slave), flush=True)

for line in sys.stdin:
    name, data = line.split()
    os.write(masters[name], bytes.fromhex(data))
