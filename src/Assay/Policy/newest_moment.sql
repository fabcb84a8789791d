SELECT max(observed_to) FROM imports;
