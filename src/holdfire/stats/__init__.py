"""Numbers that know no war: resampling, convolution, intervals, multiplicity, regression."""
