"""Who could have met whom, where and when: the exposure that counts of clashes are set against.

`grid` turns degrees into kilometres and squares, `regions` says which province a square belongs to,
`copresence` reads contact from the rows of the data, `ground` and `fronts` read it from dated control maps.
"""
