# The verbs. Each is a small script in tools/; ARGS="…" is handed on, as in make demo ARGS="--listen 127.0.0.1:9000".
.PHONY: help demo test check tidy serve golden docs bench fuzz cluster pictures release assets setup clean
help:     ; @grep '[#] ' Makefile | sed -n 's/^\([a-z]*\): *;.*[#] /make \1\t/p'  # these verbs
demo:     ; @tools/demo.sh $(ARGS)      # install what is missing, build, and serve the example region on http://127.0.0.1:8080
test:     ; @tools/test.sh $(ARGS)      # install what is missing, then every check and test there is; the last line counts them
check:    ; @tools/check.sh $(ARGS)     # the quick checks before a commit: format, lints, tidy
tidy:     ; @tools/tidy.sh              # the house's own rules: arrows, invariants, documentation
serve:    ; @tools/serve.sh $(ARGS)     # build, and serve what ./fairlead-data holds
golden:   ; @tools/golden.sh $(ARGS)    # write the golden files anew, then show what changed, to be read
docs:     ; @tools/docs.sh              # the code's documentation, as pages
bench:    ; @tools/bench.sh $(ARGS)     # the benchmarks, side by side with what people use instead
fuzz:     ; @tools/fuzz.sh $(ARGS)      # give every reader bytes that a machine makes up, FUZZ_SECONDS=60 for each
cluster: ; @tools/cluster.sh $(ARGS)   # build what counts on several machines, and start a scheduler and two executors on this one
pictures: ; @tools/pictures.sh          # a picture of every page, into pictures/
release:  ; @tools/release.sh           # the binary at its best, packed with its licences and a checksum
assets:   ; @tools/assets.sh            # the style sheet and script that the binary carries
setup:    ; @tools/setup.sh $(ARGS)     # install what is missing, and nothing else
clean:    ; @tools/clean.sh             # forget what was built
