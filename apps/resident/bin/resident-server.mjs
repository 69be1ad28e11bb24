#!/usr/bin/env node
import '../dist/esm/server-main.js'
